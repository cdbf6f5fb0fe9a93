"""Addresses of the ledger, customers, search, junk, quarantine and notices."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from .verbs import VERBS
from .views import customers, junk, ledger, notices, promises, quarantine, search
from .views.start import start

urlpatterns: list[URLPattern | URLResolver] = [
    path("promises/", ledger.show, name="ledger"),
    path("promises/new/", promises.new, name="promise_new"),
    path("promises/<int:number>/", promises.page, name="promise"),
    *(
        path(f"promises/<int:number>/{noun}/", promises.act, {"noun": noun}, name=f"promise_{noun}")
        for noun in VERBS
    ),
    path("customers/", customers.show_all, name="customers"),
    path("customers/new/", customers.new, name="customer_new"),
    path("customers/<int:number>/", customers.card, name="customer"),
    path("customers/<int:number>/particulars/", customers.particulars, name="customer_particulars"),
    path("conversations/new/", start, name="conversation_new"),
    path("search/", search.show, name="search"),
    path("junk/", junk.show, name="junk"),
    path("junk/<int:number>/restoration/", junk.restore, name="junk_restoration"),
    path("quarantine/", quarantine.show, name="quarantine"),
    path("quarantine/<int:number>/letter/", quarantine.letter, name="quarantine_letter"),
    path("quarantine/<int:number>/reading/", quarantine.read_again, name="quarantine_reading"),
    path("notices/", notices.show, name="notices"),
    path("notices/reading/", notices.read, name="notices_reading"),
]
