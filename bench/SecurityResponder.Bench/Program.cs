using System.Globalization;
using SecurityResponder.Bench;

// Runs itself a second time as `serve NODES VERSIONS`, so that what is measured shares no process with what answers it.
if (args is ["serve", var nodes, var versions])
{
    return await Server.RunAsync(int.Parse(nodes, CultureInfo.InvariantCulture), int.Parse(versions, CultureInfo.InvariantCulture));
}

if (BenchOptions.Parse(args) is not { } options)
{
    return BenchOptions.PrintUsage();
}

try
{
    var results = new List<CaseResult>();
    foreach (var benchCase in BenchCase.All)
    {
        results.Add(await CaseRunner.RunAsync(benchCase, options));
    }

    var feed = await FeedRunner.RunAsync(options);
    var section = ClientSection.Write(results, feed, MachineFacts.Read(), options);
    Console.WriteLine(section);
    MarkedSection.Replace(options.ReportFile, "client", section);
    return Limits.Print(results) | feed.Print();
}
catch (BenchException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
