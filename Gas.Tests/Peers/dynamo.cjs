// Serves DynamoDB from memory on a free loopback port, says which, and ends with whoever started it: when they end, however they end, the pipe closes.
const server = require('dynalite')({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.resume().on('end', () => process.exit(0));
