/** Words of the books. */
export default {
  books: {
    title: 'Books', none: '{where} has no books yet', some: '{where} has {n} books.', more: 'The books of {where}, the latest {n} first.', emptyText: 'A branch that opens a year of points has a book, and so has a village that adopts a list of deeds.', which: 'Which', all: 'All books', book: 'Book', place: 'Where', days: 'Days',
    kind: { points: 'Members’ points', merit: 'Household points' }, openTo: 'open to {day}', closedTo: 'closed to {day}', notClosed: 'not closed yet',
    trial: 'Trial balance', balanced: '{when}, debit and credit are equal: {sums}.', unbalanced: 'Debit and credit differ. Tell the administrator at once.', on: 'At the end of {day}', atNo: 'At number {no} of the journal', asOf: 'As of', day: 'Day', number: 'Journal number', numberHint: 'Each transaction shows its number', by: { day: 'By day', no: 'By journal number' }, show: 'Show',
    class: { asset: 'Assets', liability: 'Liabilities', equity: 'Equity', income: 'Income', expense: 'Expenses' }, account: 'Account', accounts: 'Accounts', debit: 'Debit', credit: 'Credit', total: 'Total', owner: 'Whose', balance: 'Balance', accountsOf: 'Accounts: {kind}', emptyTrial: 'No accounts on this day',
    kinds: {
      source: 'Where points come from', caps: 'Where limits come from', member: 'Members', cap_: 'Limits of items', event_: 'Limits of a day', pool_funds: 'Where money comes from', pool_free: 'Free money', pool_promised: 'Money set aside for points', pool_stock: 'Money in goods', pool_used: 'Cost of goods handed out',
      points_source: 'Points given', points_house: 'Households', points_spent: 'Points spent', points_lapsed: 'Points lapsed', goods_stock: 'Goods', goods_source: 'Where goods come from', goods_out: 'Goods handed out', goods_difference: 'Differences of stock-takes',
    },
    unit: { point_tenth: 'points', cap_tenth: 'points of limits', pt: 'points', fen: 'yuan', piece: 'pieces' },
    txn: {
      points_base: 'Base', points_plus: 'Points added', points_minus: 'Points taken', points_reversal: 'Taken back', points_join: 'Two entries made one', merit_give: 'Points given', merit_spend: 'Goods for points', merit_carry: 'Points follow the household', merit_lapse: 'Points lapsed', merit_withdraw: 'Points withdrawn',
      merit_fund: 'Money in', merit_reprice: 'Worth of a point changed', shop_delivery: 'Delivery', shop_count: 'Stock-take', shop_along: 'Taken along',
    },
    phase: { post: 'posted', reserve: 'reserved', settle: 'settled', release: 'released', expire: 'expired' },
    periods: 'Periods', open: 'open', closed: 'closed {day}, {n} balances carried', digest: 'Digest of what was carried',
    statement: 'Statement', statementOf: '{book} · {kind}', now: 'Now {n} {unit}', held: ', of which {out} held going out and {in} coming in', line: 'What', amount: 'Change', who: 'Entered and confirmed by', noLines: 'Nothing was posted to this account yet', reversed: 'taken back', reverses: 'takes back', to: 'the other one',
    voucher: 'Transaction', voucherSays: 'Dated {day}, {phase}. By {by}, journal number {no}.', pending: 'Dated {day}, {phase}. By {by}.', legs: 'Legs', record: 'What it comes from', openRecord: 'Open the record', noRecord: 'It comes from no other record.', files: '{n} attachments', journal: 'Journal', system: 'the program',
    part: { record: 'Entered', review: 'Proposed', confirm: 'Confirmed', recheck: 'Checked again', score: 'Scored', check: 'Looked at by lot', post: 'Posted', give: 'Given', hand: 'Handed out', code: 'By card', signature: 'Signed' },
    readOnly: 'Books are only read here; nobody can change them.',
  },
}
