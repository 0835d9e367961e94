package io.ledgerline.assurance;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What this replica knows of the follower and of findings. Thread-safe.
public final class AssuranceState {

  private volatile long next;
  private volatile boolean isMine;
  private volatile SortedMap<String, Long> openByKind = Collections.emptySortedMap();
  private volatile Optional<String> failure = Optional.empty();

  AssuranceState() {}

  void read(long upTo) {
    next = upTo;
  }

  void duty(boolean has) {
    isMine = has;
  }

  void open(SortedMap<String, Long> counts) {
    openByKind = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    failure = Optional.empty();
  }

  void failed(Throwable reason) {
    failure = Optional.of(reason.toString());
  }

  /// The index of the first entry that was not read yet.
  public long next() {
    return next;
  }

  /// Whether this replica reads, and not another.
  public boolean isMine() {
    return isMine;
  }

  /// How many findings are open, by kind.
  public SortedMap<String, Long> openByKind() {
    return openByKind;
  }

  /// How many findings are open.
  public long open() {
    return openByKind.values().stream().mapToLong(Long::longValue).sum();
  }

  /// Why the last attempt failed; empty if it did not.
  public Optional<String> failure() {
    return failure;
  }
}
