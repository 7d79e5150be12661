"""Turn whatever a library raises over a hostile file into one error of ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pypdf import apply_configuration
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

from ..model.errors import EncryptedError, PdfError, hushed
from ..model.limits import PDF_BYTES, PDF_FIELDS, PDF_STREAM_BYTES
from ..model.phrases import Phrase

NOT_DECRYPTED = Phrase(
    "is encrypted in a way that cannot be opened. Ask for a copy without encryption"
)


def check_size(data: bytes) -> None:
    """Raises PdfError for a file that is too large."""
    if len(data) > PDF_BYTES:
        raise PdfError(Phrase("is more than {size} MB; no more is read", size=PDF_BYTES >> 20))


@contextmanager
def one_error() -> Iterator[None]:
    """Have a file parsed within the limits of pypdf, and hear of it by our own errors alone.

    Raises:
        PdfError: The file is broken, or over a limit.
        EncryptedError: It is encrypted in a way that cannot be opened.
    """
    try:
        with (
            hushed("pypdf"),  # its log quotes what is in a file
            apply_configuration(
                array_maximum_element_count=PDF_FIELDS, zlib_maximum_output_length=PDF_STREAM_BYTES
            ),
        ):
            yield
    except (PdfError, EncryptedError, MemoryError):
        raise
    except LimitReachedError:
        raise PdfError(
            Phrase(
                "holds a part that is larger than any real form has: at most {limit:,} entries of "
                "a list and {size} MB of a stream are read",
                limit=PDF_FIELDS,
                size=PDF_STREAM_BYTES >> 20,
            )
        ) from None
    except (FileNotDecryptedError, DependencyError, NotImplementedError):
        raise EncryptedError(NOT_DECRYPTED) from None
    except Exception as error:  # pypdf raises errors of many classes over a hostile file
        raise PdfError(
            Phrase(
                "is broken: its parts cannot be followed ({error}). Ask for the file again",
                error=type(error).__name__,
            )
        ) from None
