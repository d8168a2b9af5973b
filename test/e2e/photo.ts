import type { Page } from './kit'

/** A JPEG as a phone takes it: a picture of a road with a hole, and in its EXIF where it was taken. */
export async function photoWithPosition(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(() => {
    const canvas = document.createElement('canvas')
    canvas.width = 960
    canvas.height = 720
    const pen = canvas.getContext('2d')!
    const fill = (colour: string, ...points: [number, number][]): void => {
      pen.fillStyle = colour
      pen.beginPath()
      points.forEach(([x, y]) => pen.lineTo(x, y))
      pen.fill()
    }
    fill('#bcd3e0', [0, 0], [960, 0], [960, 330], [0, 330])
    fill('#8a9c7c', [0, 290], [240, 170], [470, 280], [700, 190], [960, 300], [960, 420], [0, 420])
    fill('#b59e72', [0, 400], [960, 380], [960, 720], [0, 720])
    fill('#8d8a85', [410, 350], [540, 350], [900, 720], [60, 720])
    fill('#5f5b55', [330, 560], [430, 520], [560, 530], [620, 580], [520, 630], [380, 625])
    fill('#77879a', [380, 575], [450, 548], [540, 556], [575, 585], [510, 608], [410, 604])
    return canvas.toDataURL('image/jpeg', 0.9).split(',')[1]!
  })
  const plain = Buffer.from(base64, 'base64')
  return Buffer.concat([plain.subarray(0, 2), exifWithPosition(), plain.subarray(2)])
}

/** Whether a JPEG still carries an EXIF part, or the words that ours held. */
export const tellsPosition = (jpeg: Buffer): boolean => jpeg.includes('Exif\0\0') || jpeg.includes(camera)

const camera = 'Spy Camera'

// The segment of a JPEG that says where it was taken: Longbi, 35.95 N 110.86 E, and with which camera.
function exifWithPosition(): Buffer {
  const tiff = Buffer.alloc(160)
  let at = 0
  const u16 = (v: number): void => void (at = tiff.writeUInt16LE(v, at))
  const u32 = (v: number): void => void (at = tiff.writeUInt32LE(v, at))
  const entry = (tag: number, type: number, count: number, value: number): void => {
    u16(tag)
    u16(type)
    u32(count)
    u32(value)
  }
  tiff.write('II')
  at = 2
  u16(42)
  u32(8)
  u16(2)
  entry(0x010f, 2, camera.length + 1, 144)
  entry(0x8825, 4, 1, 40)
  at = 40
  u16(4)
  entry(1, 2, 2, 'N'.charCodeAt(0))
  entry(2, 5, 3, 96)
  entry(3, 2, 2, 'E'.charCodeAt(0))
  entry(4, 5, 3, 120)
  at = 96
  for (const [n, d] of [[35, 1], [57, 1], [0, 1], [110, 1], [51, 1], [36, 1]] as const) {
    u32(n)
    u32(d)
  }
  tiff.write(camera, 144)
  const body = Buffer.concat([Buffer.from('Exif\0\0'), tiff])
  const head = Buffer.alloc(4)
  head.writeUInt16BE(0xffe1, 0)
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([head, body])
}
