package io.ledgerline.cli;

import static io.ledgerline.cli.DemoRecords.dataset;
import static io.ledgerline.cli.DemoRecords.event;
import static io.ledgerline.cli.DemoRecords.json;
import static io.ledgerline.cli.DemoRecords.model;
import static io.ledgerline.cli.DemoRecords.object;
import static io.ledgerline.cli.DemoRecords.person;
import static io.ledgerline.cli.DemoRecords.recordId;

import io.ledgerline.canon.Bytes;
import io.ledgerline.merkle.Hasher;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// 200 decisions, as many as the scoring run wrote rows, and what persons did about twelve of them.
final class DemoDecisions {

  static final int COUNT = 200;

  private static final long SEED = 20_261_120L;

  /// What the data's description does not tell: made up, like all scores here.
  private static final double DEFAULT_RATE = 0.18;

  /// How far the mean score of those who default lies above that of the others, in standard
  /// deviations. Two normal distributions at distance d have an AUC of Φ(d / √2); Φ(0.1383) =
  /// 0.555.
  private static final double SEPARATION = 0.1956;

  private static final double LOGIT_SPREAD = 0.35;
  private static final BigDecimal DECLINE_FROM = new BigDecimal("0.22");

  /// The scoring run's last write began here.
  private static final Instant FIRST = Instant.parse("2026-11-20T16:07:44.261Z");

  private static final Instant REVIEWS_BEGIN = Instant.parse("2026-11-20T16:31:00Z");

  /// Every how many declines a person looks at one, and every how many reviews only confirm.
  private static final int REVIEW_EVERY = 4;

  private static final int REVIEWS_MAX = 12;
  private static final int CONFIRM_EVERY = 4;

  private static final List<String> REASONS =
      List.of(
          "Income of the last three months, shown on paper, is above the recorded one.",
          "The late payment was a disputed invoice; the creditor has withdrawn the claim.",
          "The open loan was paid back in October; the bureau's file is older.",
          "Second applicant with a permanent contract signs too.");

  private DemoDecisions() {}

  /// Decisions in the order of their times, then the oversight events.
  static List<Map<String, Object>> all() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    List<Map<String, Object>> decisions = new ArrayList<>();
    List<Map<String, Object>> reviews = new ArrayList<>();
    int declined = 0;
    for (int i = 1; i <= COUNT; i++) {
      BigDecimal score = score(random);
      boolean isDeclined = score.compareTo(DECLINE_FROM) >= 0;
      String id = "credit-2026-11-20-" + String.format(Locale.ROOT, "%04d", i);
      decisions.add(decision(id, i, score, isDeclined, random));
      if (isDeclined && declined++ % REVIEW_EVERY == 0 && reviews.size() < REVIEWS_MAX) {
        reviews.add(review(id, reviews.size(), random));
      }
    }
    decisions.addAll(reviews);
    return decisions;
  }

  static String sha256(String text) {
    return new Hasher().bytes(Bytes.utf8(text).view()).finish().toHex();
  }

  /// The predicted probability of default, with four decimals.
  private static BigDecimal score(RandomGenerator random) {
    double separation = random.nextDouble() < DEFAULT_RATE ? SEPARATION : 0;
    double logit =
        Math.log(DEFAULT_RATE / (1 - DEFAULT_RATE))
            + LOGIT_SPREAD * (random.nextGaussian() + separation);
    return BigDecimal.valueOf(1 / (1 + Math.exp(-logit))).setScale(4, RoundingMode.HALF_EVEN);
  }

  private static Map<String, Object> decision(
      String id, int number, BigDecimal score, boolean isDeclined, RandomGenerator random) {
    String subject = "applicant-" + HexFormat.of().toHexDigits(random.nextInt());
    String decidedAt = FIRST.plusMillis(4L * number).toString();
    Map<String, Object> fields =
        object(
            "sourceRunId",
            DemoRecords.SCORE_RUN,
            "decisionId",
            id,
            "modelVersion",
            model(),
            "inputs",
            List.of(object("dataset", dataset("credit_features"))),
            "decidedAt",
            decidedAt,
            "inputDigest",
            sha256(input(subject, random)),
            "output",
            object("label", isDeclined ? "default" : "repaid", "score", score),
            "outcome",
            isDeclined ? "declined" : "granted",
            "automation",
            isDeclined ? "assisted" : "automated",
            "subject",
            subject,
            "tags",
            object("fictitious", "score, outcome, input and subject"));
    return event("decision", recordId("decision", id), decidedAt, "pseudonymous", "log", fields);
  }

  /// A feature row, of which only the digest is recorded.
  private static String input(String subject, RandomGenerator random) {
    return json(
        object(
            "applicant_id", subject,
            "age", random.nextInt(19, 76),
            "income_k", random.nextInt(12, 96),
            "debt_ratio", random.nextInt(5, 90) / 100.0,
            "months", 12 * random.nextInt(1, 8),
            "late_payments", random.nextInt(0, 5),
            "open_loans", random.nextInt(0, 4)));
  }

  private static Map<String, Object> review(String decision, int number, RandomGenerator random) {
    boolean isConfirmed = number % CONFIRM_EVERY == CONFIRM_EVERY - 1;
    Instant startedAt = REVIEWS_BEGIN.plusSeconds(420L * number + random.nextInt(60));
    Instant endedAt = startedAt.plusSeconds(random.nextInt(45, 400));
    String reason =
        isConfirmed
            ? "Documents asked for were not brought; the decline stands."
            : REASONS.get((number - number / CONFIRM_EVERY) % REASONS.size());
    Map<String, Object> fields =
        object(
            "actor",
            number % 2 == 0
                ? person("p-okafor", "Ada Okafor", "credit officer")
                : person("p-brandt", "Tim Brandt", "credit officer"),
            "decision",
            recordId("decision", decision),
            "type",
            isConfirmed ? "confirm" : "override",
            "startedAt",
            startedAt.toString(),
            "endedAt",
            endedAt.toString(),
            "originalOutcome",
            "declined",
            "newOutcome",
            isConfirmed ? "declined" : "granted",
            "reason",
            reason,
            "tags",
            object("fictitious", "persons, times and reasons"));
    return event(
        "oversight",
        recordId("oversight", decision),
        endedAt.toString(),
        "personal",
        "log",
        fields);
  }
}
