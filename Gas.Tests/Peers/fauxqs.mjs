// SQS, SNS and S3 on a free loopback port, which is the first line on standard output. A number on standard input moves the clock by so many
// milliseconds and is answered by "moved". Ends with its standard input, so that no test run leaves it behind.
import net from "node:net";
import readline from "node:readline";
import { startFauxqs } from "fauxqs";

const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (where, ...rest) {
  return listen.call(this, typeof where === "object" && "port" in where ? { ...where, host: "127.0.0.1" } : where, ...rest);
};

const now = Date.now;
let moved = 0;
Date.now = () => now() + moved;

const server = await startFauxqs({ port: 0, logger: false });
console.log(server.port);

readline.createInterface({ input: process.stdin })
  .on("line", (line) => {
    moved += Number(line);
    console.log("moved");
  })
  .on("close", () => process.exit(0));
