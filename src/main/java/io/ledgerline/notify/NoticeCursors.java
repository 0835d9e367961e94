package io.ledgerline.notify;

import io.ledgerline.entry.LogId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.UUID;

/// Where each webhook stands, and which replica serves it.
///
/// Any thread; a Uni fails when the database does.
public interface NoticeCursors {

  /// Takes a webhook, or keeps it, for a while.
  ///
  /// @param holder the replica
  /// @return false while another one has it
  Uni<Boolean> hold(LogId log, String webhook, UUID holder, Duration duration);

  /// The index of the entry that comes next; `begin` is recorded for a webhook that is new.
  Uni<Long> next(LogId log, String webhook, long begin);

  /// Moves on.
  ///
  /// @return false if it does not stand where the caller thought: somebody else moved it
  Uni<Boolean> advance(LogId log, String webhook, long from, long to);
}
