package smtp.core.model;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import smtp.core.model.Claim.Word;
import smtp.core.model.Commits.Commit;

/** Compares what the client said with the server's own record. */
final class Judge {

  private static final Set<Sight> SAYS_NO = EnumSet.of(Sight.REFUSED, Sight.SESSION_ENDED);

  private final World world;
  private final Caller caller;
  private final Set<Kind> violations = EnumSet.noneOf(Kind.class);
  private int deceived;

  private Judge(World world, Caller caller) {
    this.world = world;
    this.caller = caller;
    violations.addAll(world.complaints);
  }

  static Judge of(World world, Caller caller) {
    Judge judge = new Judge(world, caller);
    caller.claims().forEach(judge::check);
    judge.checkCommits();
    return judge;
  }

  /** Returns what is wrong, if anything. */
  Set<Kind> violations() {
    return violations;
  }

  /** Returns how often the server deceived the client so that nobody could have known. */
  int deceived() {
    return deceived;
  }

  private void check(Claim claim) {
    List<Commit> commits = world.commits.of(claim.message(), claim.recipient());
    switch (claim.word()) {
      case ACCEPTED -> {
        if (commits.isEmpty()) {
          wrong(Kind.FALSE_ACCEPTED, claim.wasSeenAs(Sight.ACCEPTED));
        }
      }
      case REFUSED, NOT_SENT -> checkNegative(claim, commits);
      case UNKNOWN -> {
        if (!claim.wasSeenAs(Sight.UNANSWERED) && !claim.wasSeenAs(Sight.OUT_OF_STEP)) {
          wrong(Kind.NEEDLESS_UNKNOWN, false);
        }
      }
    }
    checkNotLost(claim);
  }

  private void checkNegative(Claim claim, List<Commit> commits) {
    for (Commit commit : commits) {
      if (!commit.whole()) {
        continue; // an empty or cut content is not the message: see checkOnce
      }
      Kind kind = claim.word() == Word.REFUSED ? Kind.FALSE_REFUSED : Kind.FALSE_NOT_SENT;
      wrong(kind, SAYS_NO.contains(claim.sight(commit.connection())));
    }
  }

  private void checkNotLost(Claim claim) {
    if (claim.word() == Word.NOT_SENT
        && world.setup.call() == Setup.Call.CLIENT_SEND_ALL
        && !caller.threw()
        && caller.isLost(claim.message())
        && isWhollyUnsent(claim.message())
        && !caller.source(claim.message()).hasBegun()) {
      wrong(Kind.LOST, false);
    }
  }

  private boolean isWhollyUnsent(int message) {
    return caller.claims().stream()
        .allMatch(one -> one.message() != message || one.word() == Word.NOT_SENT);
  }

  private void checkCommits() {
    for (int message = 0; message < world.setup.call().messages(); message++) {
      for (int recipient = 0; recipient < Messages.RECIPIENTS; recipient++) {
        checkOnce(world.commits.of(message, recipient));
      }
    }
  }

  private void checkOnce(List<Commit> commits) {
    for (int i = 0; i < commits.size(); i++) {
      Commit commit = commits.get(i);
      if (!commit.whole()) {
        wrong(Kind.OTHER_CONTENT, isSeenAsRefused(commit));
      }
      if (i > 0) {
        wrong(Kind.TWICE, isSeenAsNo(commits.get(i - 1)));
      }
    }
  }

  private boolean isSeenAsRefused(Commit commit) {
    WireView view = world.views.get(commit.connection());
    return view.isRefusedInEnvelope(commit.message(), commit.recipient());
  }

  private boolean isSeenAsNo(Commit commit) {
    WireView view = world.views.get(commit.connection());
    return SAYS_NO.contains(view.sight(commit.message(), commit.recipient()));
  }

  /**
   * Notes that something is not true.
   *
   * @param excused whether all that passed over the connection says that it is, so that no client
   *     could have known
   */
  private void wrong(Kind what, boolean excused) {
    if (excused) {
      deceived++;
    } else {
      violations.add(what);
    }
  }
}
