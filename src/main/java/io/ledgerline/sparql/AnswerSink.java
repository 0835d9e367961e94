package io.ledgerline.sparql;

import io.ledgerline.canon.Bytes;
import io.ledgerline.graph.history.TakenBack;

/// Where the answer to one query goes.
///
/// Either [#whole] or [#refuse] is called, once; or [#begin], any number of [#write], and then
/// [#end] or [#breakOff]. Nothing is called after a client has left. The calls come from one query
/// thread, except [#refuse] of a query that never started, which comes from the caller's.
public interface AnswerSink {

  /// What is known before the first byte.
  ///
  /// @param mediaType of the answer
  /// @param position the ledger position that the answer is as of
  /// @param takenBack what was taken back since of what was there at the position
  /// @param queryId of the query that is answered
  record Head(String mediaType, long position, TakenBack takenBack, String queryId) {}

  /// The complete answer.
  void whole(Head head, Bytes body);

  /// The answer starts; it is too large to be held.
  void begin(Head head);

  /// The next part of the answer. Blocks while the client is slow.
  ///
  /// @throws ClientLeftException if nobody reads any more
  void write(Bytes part);

  /// The answer is complete.
  void end();

  /// There is no answer, and nothing of one has been written.
  void refuse(Refusal refusal);

  /// The answer cannot be completed, and some of it has been written: the transfer must fail, so
  /// that the part is never taken for the whole.
  void breakOff(Refusal refusal);

  /// Nobody reads the answer any more.
  final class ClientLeftException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// With the reason.
    public ClientLeftException(String message) {
      super(message);
    }
  }
}
