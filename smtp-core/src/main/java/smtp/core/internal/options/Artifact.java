package smtp.core.internal.options;

/**
 * What to add to an application when the providers of a service are found neither on the module
 * path nor on the class path.
 *
 * @param module the name of the module that has them
 * @param coordinates the Maven coordinates of its artifact
 */
public record Artifact(String module, String coordinates) {

  /** Has the SASL mechanisms. */
  public static final Artifact AUTH = new Artifact("smtp.auth", "smtp:smtp-auth");

  /** Has the TLS provider. */
  public static final Artifact TLS = new Artifact("smtp.tls", "smtp:smtp-tls");

  /** Returns what to add and how, as a clause. */
  public String advice() {
    return "add %s to the class path or the module path (module %s; with jlink: --add-modules %s)"
        .formatted(coordinates, module, module);
  }
}
