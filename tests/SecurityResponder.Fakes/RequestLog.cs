namespace SecurityResponder.Fakes;

/// <summary>The requests that a fake server received, in order.</summary>
public sealed class RequestLog
{
    private readonly Lock _gate = new();
    private readonly List<ReceivedRequest> _requests = [];
    private TaskCompletionSource _arrival = NewArrival();

    /// <summary>A snapshot of the requests so far.</summary>
    public IReadOnlyList<ReceivedRequest> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>The requests for one path, whatever their query.</summary>
    public IReadOnlyList<ReceivedRequest> To(string path) => [.. All.Where(request => request.Path == path)];

    /// <summary>Waits for the first matching request; returns at once when there is one.</summary>
    public async Task<ReceivedRequest> WaitForAsync(Func<ReceivedRequest, bool> matches, CancellationToken cancellationToken)
    {
        while (true)
        {
            // The wait starts before the search, so a request that arrives in between is not missed.
            Task next;
            lock (_gate)
            {
                next = _arrival.Task;
            }

            if (All.FirstOrDefault(matches) is { } request)
            {
                return request;
            }

            await next.WaitAsync(cancellationToken);
        }
    }

    internal void Add(ReceivedRequest request)
    {
        TaskCompletionSource arrived;
        lock (_gate)
        {
            _requests.Add(request);
            (arrived, _arrival) = (_arrival, NewArrival());
        }

        arrived.SetResult();
    }

    private static TaskCompletionSource NewArrival() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
