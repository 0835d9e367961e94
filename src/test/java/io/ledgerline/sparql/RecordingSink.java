package io.ledgerline.sparql;

import io.ledgerline.canon.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A client that reads everything and remembers what it saw.
public class RecordingSink implements AnswerSink {

  private final CountDownLatch over = new CountDownLatch(1);
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private Optional<Head> head = Optional.empty();
  private Optional<Refusal> refusal = Optional.empty();
  private boolean complete;
  private boolean brokenOff;

  @Override
  public synchronized void whole(Head answered, Bytes all) {
    head = Optional.of(answered);
    body.writeBytes(all.toArray());
    complete = true;
    over.countDown();
  }

  @Override
  public synchronized void begin(Head answered) {
    head = Optional.of(answered);
  }

  @Override
  public synchronized void write(Bytes part) {
    body.writeBytes(part.toArray());
  }

  @Override
  public synchronized void end() {
    complete = true;
    over.countDown();
  }

  @Override
  public synchronized void refuse(Refusal why) {
    refusal = Optional.of(why);
    over.countDown();
  }

  @Override
  public synchronized void breakOff(Refusal why) {
    brokenOff = true;
    refuse(why);
  }

  public RecordingSink await() throws InterruptedException {
    if (!over.await(3, TimeUnit.MINUTES)) {
      throw new AssertionError("no answer within three minutes");
    }
    return this;
  }

  public boolean isOver() {
    return over.getCount() == 0;
  }

  public synchronized String text() {
    return body.toString(StandardCharsets.UTF_8);
  }

  public synchronized Head head() {
    return head.orElseThrow();
  }

  public synchronized Refusal refusal() {
    return refusal.orElseThrow();
  }

  public synchronized boolean isComplete() {
    return complete;
  }

  public synchronized boolean isBrokenOff() {
    return brokenOff;
  }
}
