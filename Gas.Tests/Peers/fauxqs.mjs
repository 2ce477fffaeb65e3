// SQS, SNS and S3 on a free loopback port, which is the first line on standard output. A number on standard input moves the clock by so many
// milliseconds and is answered by "moved". Ends with its standard input, so that no test run leaves it behind.
import net from "node:net";
import readline from "node:readline";
import { startFauxqs } from "fauxqs";
import { SqsQueue } from "./node_modules/fauxqs/dist/sqs/sqsStore.js";
import { ALL_ATTRIBUTE_NAMES, SETTABLE_ATTRIBUTES } from "./node_modules/fauxqs/dist/sqs/sqsTypes.js";

// What the service does and fauxqs 1.9.2 does not: this attribute, and counting a message as waiting again when its time has come, not when it is received.
SETTABLE_ATTRIBUTES.add("SqsManagedSseEnabled");
ALL_ATTRIBUTE_NAMES.push("SqsManagedSseEnabled");
const count = SqsQueue.prototype.getAllAttributes;
SqsQueue.prototype.getAllAttributes = function (names) {
  this.processTimers();
  return count.call(this, names);
};

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
