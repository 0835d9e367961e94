package io.ledgerline.segment;

import io.ledgerline.entry.LogId;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/// The rows of the segments of one log, without erasures and holds. For one thread.
public final class InMemorySegmentStore implements SegmentStore {

  private final SortedMap<Long, Segment> segments = new TreeMap<>();
  private final List<Announcement> announced = new ArrayList<>();

  @Override
  public Uni<Void> keep(LogId log, Segment segment) {
    return done(() -> segments.putIfAbsent(segment.number(), segment));
  }

  @Override
  public Uni<List<Segment>> page(LogId log, long from, int countMax) {
    return Uni.createFrom()
        .item(() -> segments.tailMap(from).values().stream().limit(countMax).toList());
  }

  @Override
  public Uni<Long> count(LogId log) {
    return Uni.createFrom().item(() -> segments.isEmpty() ? 0 : segments.lastKey() + 1);
  }

  @Override
  public Uni<Void> announce(LogId log, Announcement announcement) {
    return done(
        () -> {
          if (!announced.contains(announcement)) {
            announced.add(announcement);
          }
        });
  }

  @Override
  public Uni<List<Announcement>> announcements(LogId log) {
    return Uni.createFrom().item(() -> List.copyOf(announced));
  }

  @Override
  public Uni<Long> erasedUnits(LogId log, long first, long last) {
    return Uni.createFrom().item(0L);
  }

  @Override
  public Uni<List<UUID>> holds(LogId log, long first, long last) {
    return Uni.createFrom().item(List.of());
  }

  private static Uni<Void> done(Runnable change) {
    return Uni.createFrom().item(change).invoke(Runnable::run).replaceWithVoid();
  }
}
