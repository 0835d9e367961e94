package io.ledgerline.notify;

import io.ledgerline.entry.LogId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Cursors of one log without a database. A lease does not end by itself.
public final class InMemoryNoticeCursors implements NoticeCursors {

  private final Map<String, UUID> holders = new ConcurrentHashMap<>();
  private final Map<String, Long> cursors = new ConcurrentHashMap<>();

  @Override
  public Uni<Boolean> hold(LogId log, String webhook, UUID holder, Duration duration) {
    return Uni.createFrom()
        .item(() -> holders.computeIfAbsent(webhook, name -> holder).equals(holder));
  }

  @Override
  public Uni<Long> next(LogId log, String webhook, long begin) {
    return Uni.createFrom().item(() -> cursors.computeIfAbsent(webhook, name -> begin));
  }

  @Override
  public Uni<Boolean> advance(LogId log, String webhook, long from, long to) {
    return Uni.createFrom().item(() -> cursors.replace(webhook, from, to));
  }

  /// As if the lease had run out.
  public void release(String webhook) {
    holders.remove(webhook);
  }

  /// Where a webhook stands.
  public long at(String webhook) {
    return cursors.get(webhook);
  }
}
