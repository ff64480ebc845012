namespace SecurityResponder.Fakes;

/// <summary>How a cluster answers a request that was let in.</summary>
internal interface IClusterAnswers
{
    Answer AnswerTo(ReceivedRequest request);
}
