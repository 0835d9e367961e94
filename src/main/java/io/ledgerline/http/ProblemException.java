package io.ledgerline.http;

/// Ends a request with a problem, from wherever it is noticed.
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /// The problem that the client is told.
  public ProblemException(Problem problem) {
    super(problem.type().slug() + ": " + problem.detail(), null, false, false);
    this.problem = problem;
  }

  /// A problem with nothing but its detail.
  public ProblemException(ProblemType type, String detail) {
    this(Problem.of(type, detail));
  }

  /// The problem that the client is told.
  public Problem problem() {
    return problem;
  }
}
