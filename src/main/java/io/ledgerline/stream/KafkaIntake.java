package io.ledgerline.stream;

import io.ledgerline.access.Caller;
import io.ledgerline.intake.Intake;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.reactive.messaging.kafka.KafkaConnector;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;

/// Consumes topics into the ledger, until it is closed.
///
/// A record is acknowledged when its event is an entry, or when it is in the quarantine and on the
/// dead-letter topic. Until then it is tried again: while the ledger takes nothing, the records in
/// flight wait, no others are asked for, and the consumers pause. The records of a partition are
/// handed in in their order. A record that comes twice is one entry.
///
/// Thread-safe.
public final class KafkaIntake implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(KafkaIntake.class.getName());
  private static final Duration LAG_INTERVAL = Duration.ofSeconds(5);

  /// Ends an attempt that is to be repeated.
  private static final class BusyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BusyException() {
      super("the ledger takes nothing at the moment", null, false, false);
    }
  }

  private final StreamSettings settings;
  private final Channels channels;
  private final RecordDoor door;
  private final DeadLetters deadLetters;
  private final List<Cancellable> running = new ArrayList<>();
  private final LongAdder recorded = new LongAdder();
  private final LongAdder known = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicLongArray lags;
  private volatile Optional<String> fault = Optional.empty();

  /// Consumers that begin with [#start].
  ///
  /// @param caller who the producers on these topics are to the ledger
  public KafkaIntake(
      StreamSettings settings, KafkaConnector connector, Intake intake, Caller caller) {
    this.settings = settings;
    this.channels = new Channels(settings, connector);
    this.door = new RecordDoor(intake, caller);
    this.deadLetters = new DeadLetters(settings);
    this.lags = new AtomicLongArray(settings.consumers());
  }

  /// Begins to consume. A broker that does not answer is waited for.
  public synchronized void start() {
    for (int number = 0; number < settings.consumers(); number++) {
      running.add(consume(number));
      running.add(measure(number));
    }
  }

  /// How it stands.
  public StreamStatus status() {
    long lag = 0;
    for (int number = 0; number < settings.consumers(); number++) {
      lag += lags.get(number);
    }
    return new StreamStatus(recorded.sum(), known.sum(), refused.sum(), inFlight.get(), lag, fault);
  }

  /// Ends it. What is not acknowledged by then comes again with the next start.
  @Override
  public synchronized void close() {
    running.forEach(Cancellable::cancel);
    running.clear();
    deadLetters.close();
  }

  private Cancellable consume(int number) {
    return channels
        .open(number)
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .onItem()
        .transformToUni(this::settle)
        .merge(settings.inFlightMax())
        .onFailure()
        .invoke(this::failed)
        .onFailure()
        .retry()
        .withBackOff(settings.retryMin(), settings.retryMax())
        .indefinitely()
        .subscribe()
        .with(settled -> {}, this::failed);
  }

  private Cancellable measure(int number) {
    return Multi.createFrom()
        .ticks()
        .every(LAG_INTERVAL)
        .onOverflow()
        .drop()
        .onItem()
        .transformToUniAndConcatenate(
            tick ->
                channels
                    .lag(number)
                    .invoke(lag -> lags.set(number, lag))
                    .onFailure()
                    .recoverWithNull())
        .subscribe()
        .with(
            measured -> {},
            failure -> LOG.log(Level.WARNING, "the lag is measured no more", failure));
  }

  private Uni<Void> settle(Message<?> message) {
    ConsumerRecord<byte[], byte[]> delivered = delivered(message);
    return untilDone(
            door.take(delivered)
                .onItem()
                .transformToUni(
                    taken ->
                        taken instanceof Taken.Busy
                            ? Uni.createFrom().<Taken>failure(new BusyException())
                            : Uni.createFrom().item(taken)))
        .chain(taken -> counted(delivered, taken))
        .chain(() -> acknowledged(message))
        .onSubscription()
        .invoke(inFlight::incrementAndGet)
        .onTermination()
        .invoke(inFlight::decrementAndGet);
  }

  private Uni<Void> counted(ConsumerRecord<byte[], byte[]> delivered, Taken taken) {
    fault = Optional.empty();
    return switch (taken) {
      case Taken.Recorded(var isNew) -> {
        (isNew ? recorded : known).increment();
        yield Uni.createFrom().voidItem();
      }
      case Taken.Refused letter -> {
        LOG.log(
            Level.DEBUG,
            "{0}, partition {1}, offset {2}: {3}",
            delivered.topic(),
            Integer.toString(delivered.partition()),
            Long.toString(delivered.offset()),
            letter.problem());
        refused.increment();
        yield untilDone(deadLetters.send(delivered, letter));
      }
      case Taken.Busy _ -> throw new IllegalStateException("repeated before");
    };
  }

  private <T> Uni<T> untilDone(Uni<T> attempt) {
    return attempt
        .onFailure()
        .invoke(this::failed)
        .onFailure()
        .retry()
        .withBackOff(settings.retryMin(), settings.retryMax())
        .indefinitely();
  }

  /// The partition may be another consumer's by now: then it hands the record in once more.
  private static Uni<Void> acknowledged(Message<?> message) {
    return Uni.createFrom()
        .completionStage(message::ack)
        .onFailure()
        .recoverWithItem(
            failure -> {
              LOG.log(Level.DEBUG, "a record was not acknowledged", failure);
              return null;
            });
  }

  @SuppressWarnings("unchecked") // the deserializers of the channel are those of bytes
  private static ConsumerRecord<byte[], byte[]> delivered(Message<?> message) {
    return message.getMetadata(IncomingKafkaRecordMetadata.class).orElseThrow().getRecord();
  }

  /// Says what is wrong once, not at every attempt.
  private void failed(Throwable failure) {
    Optional<String> reason = Optional.of(String.valueOf(failure.getMessage()));
    if (!fault.equals(reason)) {
      fault = reason;
      LOG.log(Level.WARNING, "Kafka: {0}; tried again until it works", reason.get());
    }
  }
}
