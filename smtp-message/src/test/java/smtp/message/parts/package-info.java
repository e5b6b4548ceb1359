/** Bodies, parts and fields that a caller chooses. */
package smtp.message.parts;
