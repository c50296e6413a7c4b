"""Decompression that does not look for a charset in compressed bytes, and believes no stream that is damaged."""

import struct
import zlib
from typing import Final

from backports import zstd  # what Scrapy itself unpacks with
from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response, TextResponse

from scraper.crawl.refusals import Damaged
from scraper.untrusted import decompression

_PACKED: Final = frozenset(
    {b"gzip", b"x-gzip", b"deflate", b"br", b"zstd", b"compress", b"x-compress"}
)
"""Codings whose bytes are no text; whatever else servers call an encoding ("none", "utf-8")
leaves the bytes as they are."""


class Decompression(HttpCompressionMiddleware):
    """The stock middleware on a response without text.

    Where the Content-Type names no charset, the stock one reads `encoding` of the response that it
    replaces, and that runs charset detection over the gzip bytes: 1.5 times the CPU of a page
    (Scrapy 2.19). A Page wants bytes alone, so there is nothing to detect. The stock one also
    passes on whatever it could read of a gzip stream that breaks off or fails its checksum: half a
    page, or a false one.
    """

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Decompress; sizes are checked as the stock middleware does.

        Raises:
            Damaged: the bytes are not what Content-Encoding says, or not all of it.
        """
        encodings = response.headers.getlist("Content-Encoding")
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
        except (OSError, EOFError, struct.error, zlib.error, zstd.ZstdError) as error:
            raise Damaged(f"the compressed answer cannot be unpacked ({error})") from error
        if isinstance(plain, Response):
            unknown = [
                name
                for value in plain.headers.getlist("Content-Encoding")
                for name in value.lower().split(b",")
            ]
            if any(name.strip() in _PACKED for name in unknown):
                raise Damaged(
                    f"the compressed answer is packed as {unknown[-1].strip().decode('latin-1')},"
                    " which was not asked for"
                )
        return plain

    @staticmethod
    def _decode(body: bytes, encoding: bytes, max_size: int) -> bytes:
        try:
            if encoding in (b"gzip", b"x-gzip"):
                return decompression.gunzipped(body, max_size)
            if encoding == b"zstd":
                return decompression.unpacked(
                    body, max_size, zstd.ZstdDecompressor, b"\x28\xb5\x2f\xfd"
                )
        except decompression.TooLarge as error:
            raise IgnoreRequest(
                f"the answer exceeded DOWNLOAD_MAXSIZE ({max_size} B) during decompression"
            ) from error
        except decompression.UnpackError as error:
            raise Damaged(f"the compressed answer {error}") from error
        return HttpCompressionMiddleware._decode(body, encoding, max_size)
