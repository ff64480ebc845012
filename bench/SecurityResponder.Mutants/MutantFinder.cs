using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxKind;

namespace SecurityResponder.Mutants;

/// <summary>Finds every comparison, logical operator, boolean literal, negation and null check of a file, and its replacements.</summary>
internal sealed class MutantFinder(SyntaxTree tree) : CSharpSyntaxWalker
{
    private static readonly Dictionary<SyntaxKind, (SyntaxKind Expression, SyntaxKind Token)> Binary = new()
    {
        [LessThanExpression] = (LessThanOrEqualExpression, LessThanEqualsToken),
        [LessThanOrEqualExpression] = (LessThanExpression, LessThanToken),
        [GreaterThanExpression] = (GreaterThanOrEqualExpression, GreaterThanEqualsToken),
        [GreaterThanOrEqualExpression] = (GreaterThanExpression, GreaterThanToken),
        [EqualsExpression] = (NotEqualsExpression, ExclamationEqualsToken),
        [NotEqualsExpression] = (EqualsExpression, EqualsEqualsToken),
        [LogicalAndExpression] = (LogicalOrExpression, BarBarToken),
        [LogicalOrExpression] = (LogicalAndExpression, AmpersandAmpersandToken),
    };

    private static readonly Dictionary<SyntaxKind, SyntaxKind> Relational = new()
    {
        [LessThanToken] = LessThanEqualsToken,
        [LessThanEqualsToken] = LessThanToken,
        [GreaterThanToken] = GreaterThanEqualsToken,
        [GreaterThanEqualsToken] = GreaterThanToken,
    };

    private readonly List<Mutant> _mutants = [];

    /// <summary>All mutants of a file, in the order of the text.</summary>
    public static IReadOnlyList<Mutant> In(SyntaxTree tree)
    {
        var finder = new MutantFinder(tree);
        finder.Visit(tree.GetRoot());
        return finder._mutants;
    }

    /// <inheritdoc/>
    public override void VisitBinaryExpression(BinaryExpressionSyntax node)
    {
        if (Binary.TryGetValue(node.Kind(), out var other))
        {
            Add(node, SyntaxFactory.BinaryExpression(other.Expression, node.Left, Token(node.OperatorToken, other.Token), node.Right));
        }

        base.VisitBinaryExpression(node);
    }

    // What an attribute says is for the compiler: no test can notice it.
    /// <inheritdoc/>
    public override void VisitAttribute(AttributeSyntax node)
    {
    }

    /// <inheritdoc/>
    public override void VisitLiteralExpression(LiteralExpressionSyntax node)
    {
        if (node.Kind() is TrueLiteralExpression or FalseLiteralExpression)
        {
            Add(node, SyntaxFactory.LiteralExpression(node.IsKind(TrueLiteralExpression) ? FalseLiteralExpression : TrueLiteralExpression));
        }
    }

    /// <inheritdoc/>
    public override void VisitPrefixUnaryExpression(PrefixUnaryExpressionSyntax node)
    {
        if (node.IsKind(LogicalNotExpression))
        {
            Add(node, node.Operand);
        }

        base.VisitPrefixUnaryExpression(node);
    }

    /// <inheritdoc/>
    public override void VisitIsPatternExpression(IsPatternExpressionSyntax node)
    {
        var opposite = node.Pattern switch
        {
            UnaryPatternSyntax not => not.Pattern,
            ConstantPatternSyntax constant => Not(constant),
            _ => null,
        };
        if (opposite is not null)
        {
            Add(node, node.WithPattern(opposite));
        }

        base.VisitIsPatternExpression(node);
    }

    /// <inheritdoc/>
    public override void VisitRelationalPattern(RelationalPatternSyntax node)
    {
        if (Relational.TryGetValue(node.OperatorToken.Kind(), out var other))
        {
            Add(node, node.WithOperatorToken(Token(node.OperatorToken, other)));
        }

        base.VisitRelationalPattern(node);
    }

    private static UnaryPatternSyntax Not(PatternSyntax pattern) =>
        SyntaxFactory.UnaryPattern(SyntaxFactory.Token(NotKeyword).WithTrailingTrivia(SyntaxFactory.Space), pattern);

    private static SyntaxToken Token(SyntaxToken old, SyntaxKind kind) => SyntaxFactory.Token(old.LeadingTrivia, kind, old.TrailingTrivia);

    private void Add(SyntaxNode node, SyntaxNode replacement) => _mutants.Add(new(tree, node, replacement));
}
