import { api } from '@shared/api'
import type { PaperFigure, PaperInList, PaperKind } from '@shared/types'
import type { Ref } from 'vue'
import { useRecord } from '../state/list'
import { can } from '../state/session'

/** The papers about the records of a list, of which of them the reader may write one, and the kinds that there are. */
export interface PapersAbout { items: PaperInList[]; may: string[]; kinds: PaperKind[] }

export function usePapersAbout(about: 'duty_order' | 'activity', ids: () => string[]): Ref<PapersAbout | null> {
  const { record } = useRecord<PapersAbout>(async (s) => {
    const asked = ids().slice(0, 100)
    if (!asked.length || !can('bulletin.list')) return { items: [], may: [], kinds: [] }
    const [papers, kinds] = await Promise.all([api.papersAbout({ about, about_id: asked }, s), api.paperKinds(s)])
    return { ...papers, kinds: kinds.items.filter((k) => k.about === about) }
  }, () => ids().join())
  return record
}

/** The number of a figure's note among those of its paper; 0 where it has none. */
export const noteNo = (figures: PaperFigure[], no: number): number => (figures[no - 1]?.note ? figures.slice(0, no).filter((f) => f.note).length : 0)
