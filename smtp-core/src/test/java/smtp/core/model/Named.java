package smtp.core.model;

/** Something that a script calls by its name. */
interface Named {

  /** Returns the name, in words. */
  String words();
}
