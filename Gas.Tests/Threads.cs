// Many tests wait for a server, a browser or a clock: with one class for each processor a third of both stood idle.
[assembly: Xunit.v3.Parallelization(MaxThreads = 3)]
