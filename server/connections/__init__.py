"""What is looked at on the connections of a process behind the HTTP server's back.

The HTTP server bounds what it knows of: the seconds that headers may take, the streams of a connection. Who says
nothing at all, takes no answers, or keeps a connection without using it, takes a place as long as it likes. Linux tells
how much has come and gone on each connection (`struct tcp_info` of linux/tcp.h), so such ones are found and ended here;
where nothing tells it, nothing is done.
"""

from server.connections.idle import IdleConnections
from server.connections.silent import SilentConnections
from server.connections.unread import UnreadAnswers
from server.connections.watch import ConnectionWatch, end_connections

__all__ = ["ConnectionWatch", "IdleConnections", "SilentConnections", "UnreadAnswers", "end_connections"]
