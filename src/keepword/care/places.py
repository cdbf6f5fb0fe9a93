"""Countries and their time zones, for whoever sets up a business."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError
from babel.core import get_global

MAIN_ZONES = {
    "AR": "America/Argentina/Buenos_Aires",
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "CY": "Asia/Nicosia",
    "DE": "Europe/Berlin",
    "EC": "America/Guayaquil",
    "ES": "Europe/Madrid",
    "ID": "Asia/Jakarta",
    "KZ": "Asia/Almaty",
    "MX": "America/Mexico_City",
    "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland",
    "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "US": "America/New_York",
    "UZ": "Asia/Tashkent",
}
"""Where most people of a country with several zones live; a guess that the form shows and lets one change."""


def countries(language: str) -> list[tuple[str, str]]:
    """(ISO 3166 code, name in `language`) of every country, by name."""
    names = _locale(language).territories
    known = get_global("territory_zones")
    codes = [str(code) for code in names if len(str(code)) == 2 and code in known]
    return sorted(((code, str(names[code])) for code in codes), key=lambda row: row[1].casefold())


@cache
def zones() -> list[str]:
    """Every time zone that is named after a place, and UTC."""
    return [
        *sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")),
        "UTC",
    ]


def zone_of(country: str) -> str | None:
    """The zone of most people of a country (ISO 3166); None where that is anybody's guess."""
    known = get_global("territory_zones").get(country.upper(), [])
    zone = MAIN_ZONES.get(country.upper()) or (known[0] if len(known) == 1 else None)
    return zone if zone in available_timezones() else None


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
