package io.ledgerline.fault.replica;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Receipt;
import io.ledgerline.http.Requests;
import io.ledgerline.note.SignedNote;
import io.ledgerline.stream.BrokerClient;
import io.ledgerline.wiring.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Events over HTTP to all replicas at once, and over Kafka to their group, some of them by both
/// ways and at several replicas: a producer tries another replica when one does not answer, and
/// comes again until its event is acknowledged.
final class SharedLoad {

  static final String TOPIC = "openlineage";

  private static final int EVENTS = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Replicas replicas;
  private final BrokerClient broker;
  private final Map<String, Receipt> receiptByEvent = new ConcurrentSkipListMap<>();
  private final List<String> produced = new ArrayList<>();
  private final List<SignedNote> checkpoints = new ArrayList<>();
  private int batches;

  SharedLoad(Replicas replicas, BrokerClient broker) {
    this.replicas = replicas;
    this.broker = broker;
  }

  /// What was acknowledged over HTTP.
  Map<String, Receipt> receiptByEvent() {
    return receiptByEvent;
  }

  /// What was given to the broker alone.
  List<String> produced() {
    return produced;
  }

  /// What replicas showed meanwhile.
  List<SignedNote> checkpoints() {
    return checkpoints;
  }

  /// Produces until something has happened.
  void under(Runnable what) {
    CompletableFuture<Void> happening = CompletableFuture.runAsync(what);
    do {
      batch();
    } while (!happening.isDone());
    happening.join();
  }

  private void batch() {
    int number = batches++;
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < EVENTS; i++) {
        String event = Requests.runEvent("shared-%d-%d".formatted(number, i));
        int first = i % replicas.count();
        senders.execute(() -> acknowledged(event, first));
        if (i % 4 == 0) {
          senders.execute(() -> acknowledged(event, first + 1));
        }
        if (i % 5 == 0) {
          records.add(recordOf(event));
        }
        String other = Requests.runEvent("streamed-%d-%d".formatted(number, i));
        produced.add(other);
        records.add(recordOf(other));
        if (i % 6 == 0) {
          records.add(recordOf(other));
        }
      }
      broker.send(records);
    }
    replicas
        .find(number % replicas.count())
        .flatMap(SharedLoad::checkpoint)
        .ifPresent(checkpoints::add);
    pause();
  }

  private static ProducerRecord<byte[], byte[]> recordOf(String event) {
    return new ProducerRecord<>(TOPIC, event.getBytes(UTF_8));
  }

  /// Sends an event to one replica after the other until one acknowledges it.
  ///
  /// @return the receipt
  Receipt acknowledged(String event, int first) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (int attempt = first; System.nanoTime() < deadline; attempt++) {
      Optional<Receipt> receipt =
          replicas.find(attempt % replicas.count()).flatMap(replica -> sent(replica, event));
      if (receipt.isPresent()) {
        Receipt before = receiptByEvent.putIfAbsent(event, receipt.get());
        assertThat(receipt.get()).as(event).isEqualTo(before == null ? receipt.get() : before);
        return receipt.get();
      }
      pause();
    }
    throw new AssertionError("not acknowledged: " + event);
  }

  private static Optional<Receipt> sent(ServiceProcess replica, String event) {
    try {
      HttpResponse<String> response = replica.record(event);
      assertThat(response.statusCode()).as(response.body()).isIn(200, 201, 503);
      return response.statusCode() == 503
          ? Optional.empty()
          : Optional.of(Receipt.parse(Bytes.utf8(response.body())));
    } catch (IOException broken) {
      return Optional.empty();
    }
  }

  private static Optional<SignedNote> checkpoint(ServiceProcess replica) {
    try {
      HttpResponse<String> response = replica.get("/log/checkpoint");
      return response.statusCode() == 200
          ? Optional.of(SignedNote.parse(response.body().getBytes(UTF_8)))
          : Optional.empty();
    } catch (UncheckedIOException killed) {
      return Optional.empty();
    }
  }

  /// A few hundred events a second are enough to read back.
  private static void pause() {
    try {
      assertThat(new CountDownLatch(1).await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
