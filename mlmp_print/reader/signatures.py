"""Name the signatures of a file (ISO 32000-1 12.8), and who the file says has signed.

Nothing is verified: that takes certificates that a municipality trusts, and other programs.
"""

from __future__ import annotations

from typing import Any

from pypdf.generic import DictionaryObject

from ..model.losses import SIGNATURE
from ..model.messages import Where, quoted
from ..model.phrases import Phrase
from .beside import Beside, BesideFields, beside_note
from .fields import FieldTree, PdfField
from .objects import dictionary, resolve, text
from .visibility import first_place

_LONGEST = 100  # letters of a name
_BYTES = 2**20  # of a signature


def add_signatures(collected: BesideFields, tree: FieldTree) -> None:
    """Collect the signature fields that are signed."""
    for fields in tree.fields.values():
        for field in fields:
            signature = dictionary(field.node.get("/V"))
            if field.kind == "Sig" and signature:
                _add(collected, field, signer_of(signature))


def _add(collected: BesideFields, field: PdfField, signer: str) -> None:
    page, place = first_place(field)
    what = signature_words(signer)
    where = Where(page=page) if page else Where(path="file")
    collected.add(Beside(page, place, "Signature", signer), beside_note(where, what, SIGNATURE))


def signature_words(signer: str) -> Phrase:
    """Say that there is a signature, and of whom if the file says that."""
    if not signer:
        return Phrase("holds a signature; the file does not say whose. It was not verified")
    return Phrase(
        "holds a signature: the file says that {signer} signed it, which was not verified",
        signer=quoted(signer, _LONGEST),
    )


def signer_of(signature: DictionaryObject) -> str:
    """Who has signed: the name beside the signature, else that in the certificate."""
    name = text(signature.get("/Name")) or _certificate_name(resolve(signature.get("/Contents")))
    return " ".join(name.split())[:_LONGEST]


def _certificate_name(contents: Any) -> str:
    """The common name of the certificate that nobody else in the signature was issued by."""
    encoded = contents if isinstance(contents, bytes) else getattr(contents, "original_bytes", b"")
    try:
        from cryptography.hazmat.primitives.serialization import pkcs7
        from cryptography.x509.oid import NameOID

        certificates = pkcs7.load_der_pkcs7_certificates(_without_padding(bytes(encoded)))
        issuers = {found.issuer for found in certificates if found.issuer != found.subject}
        for certificate in certificates:
            names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
            if names and certificate.subject not in issuers:
                return str(names[0].value)
    except MemoryError:
        raise
    except Exception:  # whatever is wrong with it, or cryptography is not there
        return ""
    return ""


def _without_padding(encoded: bytes) -> bytes:
    """DER without the zeros by which a file keeps room for it (X.690 8.1.3)."""
    if len(encoded) > _BYTES or len(encoded) < 2:
        return b""
    length, start = encoded[1], 2
    if length & 0x80:
        size = length & 0x7F
        start += size
        length = int.from_bytes(encoded[2:start], "big")
    return encoded[: start + length]
