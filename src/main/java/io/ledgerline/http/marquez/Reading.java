package io.ledgerline.http.marquez;

import io.ledgerline.http.ProblemException;
import io.ledgerline.http.ProblemType;
import io.ledgerline.http.StrictNumber;
import io.ledgerline.http.payload.Facets;
import io.ledgerline.http.payload.PayloadFacets;
import io.ledgerline.http.payload.PayloadSettings;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.lineage.RunView;
import io.ledgerline.lineage.catalogue.DatasetView;
import io.ledgerline.lineage.catalogue.JobView;
import io.ledgerline.lineage.catalogue.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What these resources have in common: limits, and putting together what graph and payloads say.
@ApplicationScoped
public class Reading {

  /// Tells that an answer is not all there is, also where the shape has no room for it.
  static final String TRUNCATED = "X-Ledgerline-Truncated";

  private static final String POSITION = "X-Ledger-Position";

  /// In a list, the newest events of each item have to do.
  private static final int PAYLOADS_LISTED = 3;

  private static final int PAGE = 100;

  private final Ledger ledger;
  private final PayloadSettings settings;

  Reading(Ledger ledger, PayloadSettings settings) {
    this.ledger = ledger;
    this.settings = settings;
  }

  /// How many items a page has.
  int limit(@Nullable String text) {
    return limit(text, PAGE);
  }

  int limit(@Nullable String text, int fallback) {
    return StrictNumber.parameter("limit", text, fallback, 0, settings.pageMax());
  }

  int offset(@Nullable String text) {
    return StrictNumber.parameter("offset", text, 0, 0, Integer.MAX_VALUE);
  }

  /// Reads payloads for an answer about one thing.
  PayloadFacets facets() {
    return new PayloadFacets(ledger, settings, settings.payloadsMax());
  }

  /// Reads payloads for an answer about many.
  PayloadFacets listed() {
    return new PayloadFacets(ledger, settings, Math.min(PAYLOADS_LISTED, settings.payloadsMax()));
  }

  /// A job with its facets, and those of its latest run.
  Bodies.Job job(JobView job, PayloadFacets payloads) {
    List<Bodies.Run> runs =
        job.latestRuns().stream().map(run -> Bodies.run(run, new Facets())).toList();
    return Bodies.job(job, payloads.ofJob(job), runs);
  }

  Bodies.Run run(RunView run, PayloadFacets payloads) {
    return Bodies.run(run, payloads.ofRun(run));
  }

  Bodies.Dataset dataset(DatasetView dataset, PayloadFacets payloads) {
    return Bodies.dataset(dataset, payloads.ofDataset(dataset));
  }

  Bodies.Dataset version(DatasetView version, PayloadFacets payloads) {
    Optional<Bodies.Run> createdBy = version.createdBy().map(run -> run(run, payloads));
    return Bodies.version(version, payloads.ofDataset(version), createdBy);
  }

  /// A page as Marquez lays it out: the items under a name, and their count.
  <A, B> Response page(String name, Page<A> page, Function<A, B> body) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put(name, page.items().stream().map(body).toList());
    members.put("totalCount", page.totalCount());
    return answer(members, page.truncated(), page.position());
  }

  /// The only item of a page.
  <A, B> Response one(Optional<Page<A>> page, Function<A, B> body) {
    Page<A> found = page.orElseThrow(Reading::notThere);
    return answer(body.apply(found.items().getFirst()), found.truncated(), found.position());
  }

  static Response answer(Object body, boolean truncated, long position) {
    Response.ResponseBuilder response = Response.ok(body).header(POSITION, position);
    return (truncated ? response.header(TRUNCATED, true) : response).build();
  }

  static ProblemException notThere() {
    return new ProblemException(ProblemType.NOT_FOUND, "The graph has nothing of this name.");
  }

  static ProblemException malformed(String detail) {
    return new ProblemException(ProblemType.MALFORMED_REQUEST, detail);
  }
}
