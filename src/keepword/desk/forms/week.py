"""A week of opening hours as a person types it: '09:00–12:30, 13:00–17:00', a line for each day."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from keepword.lib.business_time import DAYS

NAMES = {
    "mon": _("Monday"),
    "tue": _("Tuesday"),
    "wed": _("Wednesday"),
    "thu": _("Thursday"),
    "fri": _("Friday"),
    "sat": _("Saturday"),
    "sun": _("Sunday"),
}
USUAL = {day: [["09:00", "17:00"]] for day in DAYS[:5]}
_CLOCK = r"(\d{1,2})(?:[:.h](\d{2}))?"
_STRETCH = re.compile(rf"\s*{_CLOCK}\s*(?:-|–|—|to|do)\s*{_CLOCK}\s*", re.IGNORECASE)


class DayField(forms.CharField):
    """The hours of one day: `[["09:00", "17:00"]]`, empty when closed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=100, **kwargs)
        self.widget.attrs.update({"inputmode": "text", "autocomplete": "off"})

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return sorted(_stretch(part) for part in re.split(r"[,;]", text) if part.strip())


def _stretch(text: str) -> list[str]:
    found = _STRETCH.fullmatch(text)
    if not found:
        raise ValidationError(_("Write the hours as 09:00–17:00, or leave the day empty."))
    hours = [int(found[1]), int(found[3])]
    minutes = [int(found[2] or 0), int(found[4] or 0)]
    start, end = (hour * 60 + minute for hour, minute in zip(hours, minutes, strict=True))
    if not 0 <= start < end <= 24 * 60 or max(minutes) > 59:
        raise ValidationError(_("The day must end after it begins, by midnight at the latest."))
    return [f"{start // 60:02}:{start % 60:02}", f"{end // 60:02}:{end % 60:02}"]


class WeekMixin(forms.Form):
    """Seven lines, one for each day; `week()` is what `staff.set_hours` takes."""

    def __init__(self, *args: Any, week: Mapping[str, Sequence[Sequence[str]]] | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for day in DAYS:
            stretches = (USUAL if week is None else week).get(day, ())
            said = ", ".join(f"{start}–{end}" for start, end in stretches)
            self.fields[day] = DayField(label=NAMES[day], initial=said)

    @property
    def days(self) -> list[forms.BoundField]:
        """The seven lines."""
        return [self[day] for day in DAYS]

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """All other fields that are shown."""
        return [field for field in self.visible_fields() if field.name not in DAYS]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not self.week():
            raise ValidationError(_("Say when somebody works: at least on one day."))
        return cleaned

    def week(self) -> dict[str, list[list[str]]]:
        """The days with open hours."""
        return {day: self.cleaned_data[day] for day in DAYS if self.cleaned_data.get(day)}
