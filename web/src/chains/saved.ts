// A picture of points of colour: what two people agreed may leave is turned into one here, and saved.
const SHARP = 2, LARGEST = 12_000;

export function saved(link: HTMLAnchorElement) {
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    const picture = new Image();
    picture.src = link.href;
    await picture.decode();
    const canvas = document.createElement("canvas"), { naturalWidth: width, naturalHeight: height } = picture;
    const sharp = Math.min(SHARP, LARGEST / Math.max(width, height));
    canvas.width = width * sharp; canvas.height = height * sharp;
    canvas.getContext("2d")!.drawImage(picture, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => {
      if (!blob) return location.assign(link.href);
      const made = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: link.dataset.png });
      made.click();
      URL.revokeObjectURL(made.href);
    }, "image/png");
  });
}
