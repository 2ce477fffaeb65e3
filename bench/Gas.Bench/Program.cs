using Gas.Bench;

return args switch
{
    ["queue", ..] => await QueueBench.RunAsync(args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 30_000),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Gas.Bench queue [JOBS]        durable no-op jobs per second and enqueue-to-start latency, beside one commit a step");
    return 2;
}
