"""`*.localhost` is this machine (RFC 6761), which the C library knows only of `localhost` itself."""

import socket

_resolve = socket.getaddrinfo


def _loopback(host, *others, **named):
    if isinstance(host, str) and host.endswith(".localhost"):
        host = "127.0.0.1"
    return _resolve(host, *others, **named)


socket.getaddrinfo = _loopback
