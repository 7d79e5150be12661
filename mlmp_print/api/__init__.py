"""The functions that a Python program calls: draw a form, fill it, change it, carry it on.

`mlmp_print` offers most of them under its own name.
"""

from __future__ import annotations

from .form_template import CheckedAnswers, Filled, Template
from .functions import blank, carry, change, encrypt, fill, template, templates
from .looking import Checked, check, layouts, preview
from .older_sheet import Carried

__all__ = [
    "Carried",
    "Checked",
    "CheckedAnswers",
    "Filled",
    "Template",
    "blank",
    "carry",
    "change",
    "check",
    "encrypt",
    "fill",
    "layouts",
    "preview",
    "template",
    "templates",
]
