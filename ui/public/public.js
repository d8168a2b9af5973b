// Enhancement only: every page works without this file. It makes photos small on the device (which also drops where they
// were taken), prevents sending twice, and offers printing. It stores nothing and asks nothing of any other server.
"use strict";
(() => {
  const LONGEST = 2048;
  const QUALITY = 0.85;
  const fill = (text, value) => (text || "").replace("{0}", String(value));

  // draw puts the picture on a canvas, upright and at most LONGEST wide or high. Only pixels survive a canvas.
  async function draw(file) {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return canvas;
  }

  async function shrink(file) {
    const canvas = await draw(file);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    if (!blob) throw new Error("the canvas gave no picture");
    return { file: new File([blob], "photo.jpg", { type: "image/jpeg" }), thumb: square(canvas) };
  }

  function square(source) {
    const side = Math.min(source.width, source.height);
    const thumb = document.createElement("canvas");
    thumb.width = thumb.height = 240;
    thumb.getContext("2d").drawImage(source, (source.width - side) / 2, (source.height - side) / 2, side, side, 0, 0, 240, 240);
    return thumb;
  }

  // photos takes over the file input: chosen pictures add up, each can be removed again.
  function photos(form, input) {
    const words = form.dataset;
    const most = Number(words.max) || 6;
    const say = form.querySelector("[data-photo-say]");
    const list = form.querySelector("[data-thumbs]");
    let kept = [];

    function show() {
      const bag = new DataTransfer();
      kept.forEach((one) => bag.items.add(one.file));
      input.files = bag.files;
      list.replaceChildren(...kept.map(tile));
    }

    function tile(one, index) {
      const item = document.createElement("li");
      const remove = document.createElement("button");
      remove.type = "button";
      remove.textContent = "×";
      remove.setAttribute("aria-label", fill(words.removing, index + 1));
      remove.addEventListener("click", () => {
        kept = kept.filter((other) => other !== one);
        show();
        say.textContent = kept.length ? fill(words.count, kept.length) : "";
        (list.querySelector("button") || input).focus();
      });
      item.append(one.thumb, remove);
      return item;
    }

    async function add(files) {
      const notes = [];
      form.dataset.busy = "1";
      say.textContent = words.working;
      for (const file of files) {
        if (kept.length >= most) { notes.push(words.many); break; }
        try { kept.push(await shrink(file)); } catch { notes.push(words.unread); }
      }
      delete form.dataset.busy;
      show();
      say.textContent = [kept.length ? fill(words.count, kept.length) : "", ...new Set(notes)].join(" ").trim();
    }

    input.addEventListener("change", () => add([...input.files]));
    input.classList.add("hushed");
    if (input.files.length) add([...input.files]);
  }

  // once lets a form go a single time; coming back to the page by the back button opens it again.
  function once(form) {
    const button = form.querySelector("button[type=submit]");
    const text = button.textContent;
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent || form.dataset.busy) { event.preventDefault(); return; }
      form.dataset.sent = "1";
      button.setAttribute("aria-disabled", "true");
      button.textContent = form.dataset.sending;
    });
    addEventListener("pageshow", (event) => {
      if (!event.persisted) return;
      delete form.dataset.sent;
      button.removeAttribute("aria-disabled");
      button.textContent = text;
    });
  }

  const canShrink = "createImageBitmap" in window && "DataTransfer" in window;
  document.querySelectorAll(".js-only").forEach((part) => {
    if (canShrink || !part.classList.contains("pick")) part.hidden = false;
  });
  document.querySelectorAll("[data-print]").forEach((button) => button.addEventListener("click", () => window.print()));
  document.querySelectorAll("form[data-once]").forEach(once);
  const input = document.querySelector("input[type=file]");
  if (input && canShrink) photos(input.form, input);
  const anonymous = document.getElementById("f-anonymous");
  if (anonymous) {
    const mine = [...document.querySelectorAll(".who-am-i input")];
    const follow = () => mine.forEach((one) => { one.disabled = anonymous.checked; });
    anonymous.addEventListener("change", follow);
    follow();
  }
})();
