// DynamoDB from memory on a free loopback port, which is the first line on standard output. Ends with its standard input, so that no test run leaves it behind.
const server = require("dynalite")({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
process.stdin.resume().on("end", () => process.exit(0));
