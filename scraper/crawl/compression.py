"""Decompression that does not look for a charset in compressed bytes, and believes no stream that is damaged."""

import struct
import zlib
from typing import Final

from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import Response, TextResponse
from zstandard import ZstdError

from scraper.crawl.refusals import Damaged

_PACKED: Final = frozenset({b"gzip", b"x-gzip", b"deflate", b"br", b"zstd", b"compress", b"x-compress"})
"""Codings whose bytes are no text; whatever else servers call an encoding ("none", "utf-8") leaves the bytes as they are."""


class Decompression(HttpCompressionMiddleware):
    """The stock middleware on a response without text.

    Where the Content-Type names no charset, the stock one reads `encoding` of the response that it replaces, and that runs charset
    detection over the gzip bytes: 1.5 times the CPU of a page (Scrapy 2.19). A Page wants bytes alone, so there is nothing to detect.
    The stock one also passes on whatever it could read of a gzip stream that breaks off or fails its checksum: half a page, or a false one.
    """

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Decompress; sizes are checked as the stock middleware does.

        Raises:
            Damaged: the bytes are not what Content-Encoding says, or not all of it.
        """
        packed, encodings = response.body, response.headers.getlist("Content-Encoding")
        if isinstance(response, TextResponse) and encodings:
            response = Response(
                response.url,
                status=response.status,
                headers=response.headers,
                body=response.body,
                flags=response.flags,
                request=response.request,
                certificate=response.certificate,
                ip_address=response.ip_address,
                protocol=response.protocol,
            )
        try:
            plain = super().process_response(request, response)
        except (OSError, EOFError, struct.error, zlib.error, ZstdError) as error:
            raise Damaged(f"the compressed answer cannot be unpacked ({error})") from error
        if isinstance(plain, Response):
            unknown = [name for value in plain.headers.getlist("Content-Encoding") for name in value.lower().split(b",")]
            if any(name.strip() in _PACKED for name in unknown):
                raise Damaged(f"the compressed answer is packed as {unknown[-1].strip().decode('latin-1')}, which was not asked for")
        if isinstance(plain, Response) and encodings in ([b"gzip"], [b"x-gzip"]) and not _is_whole(packed, plain.body):
            raise Damaged("the compressed answer breaks off, or fails its checksum")
        return plain


def _is_whole(packed: bytes, unpacked: bytes) -> bool:
    """True where a gzip stream is complete and undamaged: by its trailer, else (several members, padding) read again, strictly."""
    if packed[-8:] == struct.pack("<II", zlib.crc32(unpacked), len(unpacked) & 0xFFFFFFFF):
        return True
    length = 0
    while packed[:2] == b"\x1f\x8b":
        member = zlib.decompressobj(wbits=31)
        try:
            length += len(member.decompress(packed))
        except zlib.error:
            return False
        if not member.eof:
            return False
        packed = member.unused_data
    return length == len(unpacked)
