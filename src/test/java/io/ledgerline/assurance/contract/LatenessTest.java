package io.ledgerline.assurance.contract;

import static io.ledgerline.assurance.contract.Nights.contract;
import static io.ledgerline.assurance.contract.Nights.event;
import static io.ledgerline.assurance.contract.Nights.rows;
import static io.ledgerline.assurance.contract.Nights.time;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.event.system.Finding;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A dataset that was written on the first night, and has to be within 26 hours again, while the
/// graph has not taken in everything that is in the ledger.
@Execution(ExecutionMode.CONCURRENT)
class LatenessTest {

  @TempDir private Path directory;
  private World world;

  @BeforeEach
  void open() {
    world = new World(directory, ContractSettings.DEFAULTS);
    world.at(time(0, 1)).add(event("COMPLETE", "out", 0, 0, "", "out", rows(1)));
    world.add(contract("1", "out", "\"freshness\":\"PT26H\""));
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void itIsNotLateIfWhatIsInNoGraphYetMayBeIt() {
    // When
    world.at(time(1, 121)).ahead(1).look();
    world.resume().look();
    world.ahead(0).add(event("COMPLETE", "out", 1, 60, "", "out", rows(1)));

    // Then
    assertThat(world.found()).isEmpty();
  }

  @Test
  void itIsLateThoughTheGraphNeverReachesTheEnd() {
    // Given
    world.at(time(1, 121)).ahead(1).look();
    world.at(time(1, 122)).add(event("COMPLETE", "other", 1, 0, "", "other", rows(1)));

    // When
    world.at(time(1, 123)).look();

    // Then
    assertThat(world.open()).extracting(Finding::kind).containsExactly("dataset-late");
  }

  @Test
  void itStaysLateWhateverElseCame() {
    // Given
    world.at(time(1, 121)).look();
    assertThat(world.open()).hasSize(1);

    // When
    world.resume().ahead(1).add(event("FAIL", "out", 1, 60, "", "out", rows(1)));
    world.ahead(0).look();

    // Then
    assertThat(world.open()).hasSize(1);
    assertThat(world.found()).hasSize(1);
  }
}
