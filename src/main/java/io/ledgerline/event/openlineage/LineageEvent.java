package io.ledgerline.event.openlineage;

import java.util.List;

/// An OpenLineage event (specification 2-0-2).
public sealed interface LineageEvent {

  /// When it happened, by the producer's clock.
  EventTime time();

  /// The URI of the code that made the event.
  String producer();

  /// The type of the leaf, as `openlineage-run-event`.
  String leafType();

  /// Something happened to a run of a job.
  ///
  /// @param type the step; [EventType#OTHER] if the event names none
  record RunEvent(
      EventTime time,
      String producer,
      EventType type,
      RunRef run,
      JobRef job,
      List<DatasetUse> inputs,
      List<DatasetUse> outputs)
      implements LineageEvent {

    /// The type of the leaf.
    public static final String LEAF_TYPE = "openlineage-run-event";

    /// Copies the lists.
    public RunEvent {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }

    @Override
    public String leafType() {
      return LEAF_TYPE;
    }
  }

  /// Something is said of a dataset, outside any run.
  record DatasetEvent(EventTime time, String producer, DatasetUse dataset) implements LineageEvent {

    /// The type of the leaf.
    public static final String LEAF_TYPE = "openlineage-dataset-event";

    @Override
    public String leafType() {
      return LEAF_TYPE;
    }
  }

  /// Something is said of a job, outside any run: its inputs and outputs are declared.
  record JobEvent(
      EventTime time,
      String producer,
      JobRef job,
      List<DatasetUse> inputs,
      List<DatasetUse> outputs)
      implements LineageEvent {

    /// The type of the leaf.
    public static final String LEAF_TYPE = "openlineage-job-event";

    /// Copies the lists.
    public JobEvent {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }

    @Override
    public String leafType() {
      return LEAF_TYPE;
    }
  }
}
