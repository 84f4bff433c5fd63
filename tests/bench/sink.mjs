// A mail server that takes everything and keeps when each mail was taken and by which Message-ID (RFC 5321, as much of it as
// a client needs).
import net from "node:net";

export function sink(port) {
  const taken = [];
  const server = net.createServer((socket) => {
    let text = "";
    let inData = false;
    const say = (line) => socket.write(`${line}\r\n`);
    const answer = (line) => {
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === "DATA") {
        inData = true;
        return say("354 go on");
      }
      say(verb === "QUIT" ? "221 bye" : "250 fine");
      if (verb === "QUIT") socket.end();
    };
    socket.setNoDelay(true).on("error", () => {}).on("data", (data) => {
      text += data.toString("latin1");
      for (;;) {
        const end = text.indexOf(inData ? "\r\n.\r\n" : "\r\n");
        if (end < 0) return;
        const part = text.slice(0, end);
        text = text.slice(end + (inData ? 5 : 2));
        if (!inData) {
          answer(part);
          continue;
        }
        inData = false;
        taken.push({ id: /^message-id: *<([^@>.]*)/im.exec(part)?.[1] ?? "", at: Date.now() });
        say("250 taken");
      }
    });
    say("220 ready");
  });
  return new Promise((resolve) => server.listen(port, "127.0.0.1", () => resolve({ taken, close: () => server.close() })));
}
