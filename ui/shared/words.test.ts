import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
type Tree = { [key: string]: string | Tree }

async function load(folder: string, language: string): Promise<Tree> {
  return ((await import(/* @vite-ignore */ join(root, folder, 'words', `${language}.ts`))) as { default: Tree }).default
}

function flat(tree: Tree, head = ''): Map<string, string> {
  const out = new Map<string, string>()
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') out.set(head + key, value)
    else for (const [k, v] of flat(value, `${head}${key}.`)) out.set(k, v)
  }
  return out
}

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((f) => /\.(vue|ts)$/.test(f) && !/\.test\.ts$|words[/\\]|static[/\\]/.test(f))
    .map((f) => join(root, folder, f))
}

/** A value that the server tells in both languages ends in _en for the second; a language with a plural says the number twice. */
const placeholders = (text: string) => [...new Set([...text.matchAll(/\{(\w+?)(?:_en)?\}/g)].map((m) => m[1]))].sort()
const fronts = ['console', 'field'].filter((f) => existsSync(join(root, f, 'words', 'zh.ts')))

describe.each(['shared', ...fronts])('words of %s', (folder) => {
  it('are complete in both languages, with the same placeholders', async () => {
    const zh = flat(await load(folder, 'zh'))
    const en = flat(await load(folder, 'en'))
    expect([...en.keys()].sort()).toEqual([...zh.keys()].sort())
    for (const [key, text] of zh) expect(placeholders(en.get(key)!), key).toEqual(placeholders(text))
  })
})

describe.each(fronts)('keys used by %s', (front) => {
  it('exist', async () => {
    const known = [...flat(await load('shared', 'zh')).keys(), ...flat(await load(front, 'zh')).keys()]
    const missing: string[] = []
    for (const file of [...sources(front), ...sources('shared')]) {
      const text = readFileSync(file, 'utf8')
      for (const [, key] of text.matchAll(/(?<![\w.])\$?t\(\s*(?:[^'"`()]*\?\s*)?['"]([\w.]+)['"]/g)) if (!known.includes(key!)) missing.push(`${file}: ${key}`)
      for (const [, start] of text.matchAll(/(?<![\w.])\$?te?\(\s*`([\w.]+)\$\{/g)) if (!known.some((k) => k.startsWith(start!))) missing.push(`${file}: ${start}…`)
    }
    expect(missing).toEqual([])
  })
})
