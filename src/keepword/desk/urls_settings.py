"""Addresses of set-up and settings."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from .views import set_up, settings_house, settings_mail, settings_people

urlpatterns: list[URLPattern | URLResolver] = [
    path("set-up/", set_up.set_up, name="set_up"),
    path("set-up/mailbox/", set_up.set_up_mailbox, name="set_up_mailbox"),
    path("set-up/<str:token>/", set_up.set_up_link, name="set_up_link"),
    path("invitation/<int:pk>/<str:token>/", settings_people.invitation, name="invitation"),
    path("settings/", settings_house.overview, name="settings"),
    path("settings/me/", settings_people.me, name="settings_me"),
    path("settings/me/password/", settings_people.password, name="settings_password"),
    path("settings/tokens/", settings_people.tokens, name="settings_tokens"),
    path(
        "settings/tokens/<int:pk>/revocation/",
        settings_people.token_revocation,
        name="settings_token_revocation",
    ),
    path("settings/business/", settings_house.business, name="settings_business"),
    path("settings/hours/", settings_house.hours, name="settings_hours"),
    path("settings/standards/", settings_house.standards, name="settings_standards"),
    path("settings/teams/", settings_house.teams, name="settings_teams"),
    path("settings/teams/<int:pk>/", settings_house.team, name="settings_team"),
    path("settings/teams/<int:pk>/hours/", settings_house.team_hours, name="settings_team_hours"),
    path("settings/agents/", settings_people.agents, name="settings_agents"),
    path("settings/agents/<int:pk>/", settings_people.agent, name="settings_agent"),
    path("settings/inboxes/", settings_house.inboxes, name="settings_inboxes"),
    path("settings/inboxes/new/", settings_mail.inbox_new, name="settings_inbox_new"),
    path("settings/inboxes/<int:pk>/", settings_house.inbox, name="settings_inbox"),
    path("settings/inboxes/<int:pk>/mail/", settings_mail.inbox_mail, name="settings_inbox_mail"),
]
