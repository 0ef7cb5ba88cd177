"""A browser's request on a connection that stays open."""


async def ask(reader, writer, host, path):
    """Status of the answer, read to its end."""
    head = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: gzip, deflate, br\r\n\r\n"
    writer.write(head.encode())
    await writer.drain()
    told = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    status = int(told.split(" ", 2)[1])
    if "transfer-encoding: chunked" in told:
        while (size := int((await reader.readline()).split(b";")[0], 16)) > 0:
            await reader.readexactly(size + 2)
        await reader.readline()
    else:
        length = next(line for line in told.split("\r\n") if line.startswith("content-length:"))
        await reader.readexactly(int(length.partition(":")[2]))
    return status
