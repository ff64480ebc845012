namespace SecurityResponder.Fakes;

/// <summary>Answers authorized requests.</summary>
internal interface IClusterAnswers
{
    Answer AnswerTo(ReceivedRequest request);
}
