package io.ledgerline.sparql;

/// Why a question was not answered, or not to its end.
///
/// @param kind the case
/// @param detail for the person who asked: what is wrong and, where known, what to do
public record Refusal(Kind kind, String detail) {

  /// The cases.
  public enum Kind {
    /// None or several queries, an unreadable form, an unknown format name.
    MALFORMED_REQUEST,
    /// The query's text is not SPARQL.
    SYNTAX,
    /// The text is an update, and the endpoint reads only.
    UPDATE,
    /// SERVICE, or a function that is not on the allow-list.
    FORBIDDEN,
    /// The query's text is larger than the limit, or nested too deeply to be read.
    TOO_LARGE,
    /// The body is of a type that the protocol does not know.
    WRONG_MEDIA_TYPE,
    /// No format of the answer is acceptable.
    NO_FORMAT,
    /// There is no such graph.
    NO_GRAPH,
    /// All threads are busy and the queue is full.
    OVERLOADED,
    /// An operator ended the query.
    STOPPED,
    /// The query ran longer than the limit.
    TIMED_OUT,
    /// The answer has more rows than the limit.
    TOO_MANY_ROWS,
    /// The query is nested more deeply than the thread's stack.
    TOO_DEEP,
    /// The query would keep more in memory than its budget.
    HOLDS_TOO_MUCH,
    /// The query met a fault of ours.
    FAILED
  }
}
