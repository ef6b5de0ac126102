import { Editor } from "@tiptap/core";
import StarterKit from "@tiptap/starter-kit";

// Progressive enhancement: the form's textarea carries the text, the editor mirrors into it.
for (const field of document.querySelectorAll<HTMLTextAreaElement>("textarea[data-editor]")) {
  const surface = document.createElement("div");
  field.after(surface);
  field.hidden = true;
  new Editor({
    element: surface,
    extensions: [StarterKit.configure({ heading: { levels: [2, 3, 4] } })],
    content: field.value,
    onUpdate: ({ editor }) => {
      field.value = editor.getHTML();
    },
  });
}
