package io.ledgerline.projection.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Made-up facets, of few values each, so that events contradict each other: the members of the
/// facets of one node, with a comma after each.
final class SaidFacets {

  private static final int ONE_IN = 4;

  private final Random random;
  private final boolean isSilent;

  /// @param isSilent whether nothing is said at all
  SaidFacets(long seed, boolean isSilent) {
    this.random = new Random(~seed);
    this.isSilent = isSilent;
  }

  String run() {
    return some(
        "\"nominalTime\":{\"nominalStartTime\":\"2026-01-0%dT00:00:00Z\"}".formatted(few() + 1),
        "\"errorMessage\":{\"message\":\"m%d\",\"programmingLanguage\":\"JAVA\"}".formatted(few()),
        "\"externalQuery\":{\"externalQueryId\":\"q%d\",\"source\":\"s\"}".formatted(few()),
        "\"processing_engine\":{\"version\":\"%d\",\"name\":\"spark\"}".formatted(few()),
        "\"executionParameters\":{\"parameters\":[{\"key\":\"a\",\"value\":%d}]}".formatted(few()),
        "\"jobDependencies\":{\"upstream\":[{\"job\":{\"namespace\":\"j\",\"name\":\"%d\"},\"run\":{\"runId\":\"00000000-0000-4000-8000-00000000000%d\"}}],\"trigger_rule\":\"t%d\"}"
            .formatted(few(), few(), few()),
        "\"test\":{\"tests\":[{\"name\":\"t\",\"status\":\"%s\"}]}".formatted(word("pass", "fail")),
        tags(),
        "\"acme_%d\":{\"depth\":{\"of\":%d}}".formatted(few(), few()),
        "\"acme\":{\"depth\":{\"of\":%d},\"words\":[\"a\",\"%d\"]}".formatted(few(), few()));
  }

  String job() {
    return some(
        "\"sql\":{\"query\":\"SELECT %d\"}".formatted(few()),
        "\"sourceCodeLocation\":{\"type\":\"git\",\"url\":\"u\",\"version\":\"%d\"}"
            .formatted(few()),
        deletable("documentation", "\"description\":\"d%d\"".formatted(few())),
        deletable("ownership", "\"owners\":[{\"name\":\"o%d\",\"type\":\"T\"}]".formatted(few())),
        tags(),
        lineage());
  }

  String dataset() {
    return some(
        "\"dataSource\":{\"name\":\"n\",\"uri\":\"u%d\"}".formatted(few()),
        "\"symlinks\":{\"identifiers\":[{\"namespace\":\"d\",\"name\":\"%d\",\"type\":\"TABLE\"}]}"
            .formatted(few()),
        "\"storage\":{\"storageLayer\":\"%s\"}".formatted(word("iceberg", "delta")),
        "\"lifecycleStateChange\":{\"lifecycleStateChange\":\"%s\"}"
            .formatted(word("CREATE", "DROP")),
        "\"hierarchy\":{\"hierarchy\":[{\"type\":\"D\",\"name\":\"d\"},{\"type\":\"T\",\"name\":\"%d\"}]}"
            .formatted(few()),
        deletable("documentation", "\"description\":\"d%d\"".formatted(few())),
        tags(),
        "\"dataQualityMetrics\":{\"rowCount\":%d,\"columnMetrics\":{}}".formatted(few()),
        random.nextInt(3) > 0 ? "" : "\"lineage\":{\"inputs\":[%s]}".formatted(source()));
  }

  String input() {
    return some(
        "\"dataQualityAssertions\":{\"assertions\":[{\"assertion\":\"not_null\",\"success\":%s}]}"
            .formatted(word("true", "false")),
        "\"inputStatistics\":{\"rowCount\":%d}".formatted(few()),
        "\"icebergScanReport\":{\"snapshotId\":%d}".formatted(few()),
        "\"subset\":{\"inputCondition\":{\"type\":\"location\",\"locations\":[\"%d\"]}}"
            .formatted(few()));
  }

  String output() {
    return some(
        "\"icebergCommitReport\":{\"snapshotId\":%d}".formatted(few()),
        "\"subset\":{\"outputCondition\":{\"type\":\"location\",\"locations\":[\"%d\"]}}"
            .formatted(few()));
  }

  private String tags() {
    return "\"tags\":{\"tags\":[{\"key\":\"k\",\"value\":\"%d\"},{\"key\":\"l\",\"value\":\"%d\"}]}"
        .formatted(few(), few());
  }

  private String lineage() {
    if (random.nextInt(2) > 0) {
      return "";
    }
    List<String> sources = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      sources.add(source());
    }
    return "\"lineage\":{\"entries\":[{\"type\":\"DATASET\",\"namespace\":\"d\",\"name\":\"%d\",\"inputs\":[%s]}]}"
        .formatted(random.nextInt(4), String.join(",", sources));
  }

  private String source() {
    return "{\"type\":\"DATASET\",\"namespace\":\"d\",\"name\":\"%d\"}"
        .formatted(random.nextInt(4));
  }

  private String deletable(String key, String members) {
    return random.nextInt(4) > 0
        ? "\"%s\":{%s}".formatted(key, members)
        : "\"%s\":{\"_deleted\":true}".formatted(key);
  }

  private int few() {
    return random.nextInt(3);
  }

  private String word(String... words) {
    return words[random.nextInt(words.length)].strip();
  }

  private String some(String... facets) {
    StringBuilder members = new StringBuilder();
    for (String facet : facets) {
      if (random.nextInt(ONE_IN) == 0 && !facet.isEmpty() && !isSilent) {
        members.append(facet).append(',');
      }
    }
    return members.toString();
  }
}
