"""The business itself, its hours and its teams."""

from __future__ import annotations

from typing import Any

from django.db import models

from keepword.lib.business_time import Hours

DEFAULT_WEEK = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}


class BusinessHours(models.Model):
    """When people work: the arithmetic of due times. Times of the week are local to `zone`."""

    name = models.CharField(max_length=100)
    zone = models.CharField(max_length=64, default="UTC")
    week: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    country = models.CharField(max_length=2, blank=True, default="")
    """ISO 3166 code, whose public holidays are days off; empty for none."""
    subdivision = models.CharField(max_length=10, blank=True, default="")
    closed: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    """Further days off, as ISO dates."""

    def __str__(self) -> str:
        return self.name

    def hours(self) -> Hours:
        """The pure value that `lib.business_time` calculates with."""
        return Hours.from_json(
            {
                "zone": self.zone,
                "week": self.week or DEFAULT_WEEK,
                "country": self.country or None,
                "subdivision": self.subdivision or None,
                "closed": self.closed,
            }
        )


class Team(models.Model):
    """People who answer together."""

    name = models.CharField(max_length=100, unique=True)
    hours = models.ForeignKey(
        BusinessHours, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    def __str__(self) -> str:
        return self.name


class Business(models.Model):
    """The one business of this installation; there is one row at most."""

    name = models.CharField(max_length=200)
    language = models.CharField(max_length=10, default="en")
    country = models.CharField(max_length=2, blank=True, default="")
    zone = models.CharField(max_length=64, default="UTC")
    hours = models.ForeignKey(BusinessHours, on_delete=models.PROTECT, related_name="+")
    """Of whoever has no team with hours of its own."""
    is_sample = models.BooleanField(default=False)
    set_up_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> Business | None:
        """The business, or None on an empty folder."""
        return cls.objects.select_related("hours").first()
