"""The logo on the letterhead. What is uploaded is decoded and written anew, so nothing but a picture is ever kept."""

from __future__ import annotations

import io
from datetime import datetime

from django.db import transaction
from PIL import Image, ImageOps, UnidentifiedImageError

from handlet.accounts.access import to_own
from handlet.accounts.models import BusinessProfile, Membership
from handlet.kit import blobs, ids

FIELD = "accounts.profile.logo"
MOST_BYTES = 5_000_000
# Decoding a hostile picture must not eat the machine.
MOST_POINTS = 25_000_000
# Sharp at 4 cm by 2 cm on paper (300 points an inch), and small enough to travel with each document.
LARGEST = (480, 240)


class BadLogo(Exception):
    """The file is no picture that we can read; the sentence says what to choose instead."""


def change(*, by: Membership, content: bytes, now: datetime) -> None:
    """Take a picture as the logo. Raises BadLogo; access.ReadsOnly. Issued quotes keep the logo that they were issued with."""
    to_own(by)
    picture = _made_anew(content)
    profile = BusinessProfile.objects.select_for_update().get(business_id=by.business_id)
    old = profile.logo_blob
    profile.logo_blob = ids.uuid7()
    blobs.put(profile.logo_blob, picture, key_id=profile.key_id, field_id=FIELD)
    profile.updated_at = now
    profile.save()
    if old is not None:
        transaction.on_commit(lambda: blobs.delete(old))


def remove(*, by: Membership, now: datetime) -> None:
    """No logo any more; nothing happens where there is none. Raises access.ReadsOnly."""
    to_own(by)
    profile = BusinessProfile.objects.select_for_update().get(business_id=by.business_id)
    if profile.logo_blob is None:
        return
    old = profile.logo_blob
    profile.logo_blob, profile.updated_at = None, now
    profile.save()
    transaction.on_commit(lambda: blobs.delete(old))


def logo_of(profile: BusinessProfile) -> bytes | None:
    """The PNG, or None where there is none or its file is gone: a quote must not fail for want of a picture."""
    if profile.logo_blob is None:
        return None
    try:
        return blobs.get(profile.logo_blob, field_id=FIELD)
    except blobs.BlobMissing:
        return None


def _made_anew(content: bytes) -> bytes:
    if len(content) > MOST_BYTES:
        raise BadLogo("This picture is larger than 5 MB. Choose a smaller one.")
    try:
        picture = Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "WEBP", "GIF"))
        if picture.width * picture.height > MOST_POINTS:
            raise BadLogo("This picture has too many points. Choose a smaller one.")
        # A JPEG is read at the smallest size that is enough; what takes memory is the picture read out.
        picture.draft("RGB", (LARGEST[0] * 4, LARGEST[1] * 4))
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except Image.DecompressionBombError as error:
        raise BadLogo("This picture has too many points. Choose a smaller one.") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        # Pillow says SyntaxError of a PNG whose parts are broken.
        raise BadLogo("This is not a picture that we can read. Choose a PNG or JPEG file.") from error
    edges = upright.getchannel("A").getbbox()
    if edges is None:
        raise BadLogo("There is nothing to be seen in this picture. Choose another one.")
    upright = upright.crop(edges)
    upright.thumbnail(LARGEST, Image.Resampling.LANCZOS)
    # Fewer colours make a far smaller file; a logo has few.
    out = io.BytesIO()
    upright.quantize(colors=256, method=Image.Quantize.FASTOCTREE).save(out, "PNG", optimize=True)
    return out.getvalue()
