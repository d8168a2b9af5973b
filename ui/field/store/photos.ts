import type { StoredPhoto } from '../sync/outbox'

const longest = 2048
const quality = 0.85

/** The size a picture gets on the phone before it is sent. */
export function fitted(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, longest / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** Makes a photo small and upright. Only pixels survive the canvas: where it was taken does not leave the phone. */
export async function shrink(file: Blob): Promise<StoredPhoto> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
  const size = fitted(picture.width, picture.height)
  const canvas = document.createElement('canvas')
  canvas.width = size.width
  canvas.height = size.height
  const pen = canvas.getContext('2d')!
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, size.width, size.height)
  pen.drawImage(picture, 0, 0, size.width, size.height)
  picture.close()
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality))
  if (!blob) throw new Error('the canvas gave no picture')
  return { bytes: await blob.arrayBuffer(), type: 'image/jpeg', ...size }
}

/** A document stays as it is; it has a name, and no size in pixels. */
export async function taken(file: File): Promise<StoredPhoto> {
  if (file.type !== 'application/pdf') return shrink(file)
  return { bytes: await file.arrayBuffer(), type: file.type, width: 0, height: 0, name: file.name }
}
