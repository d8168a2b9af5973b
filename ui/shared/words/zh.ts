import codes from './errors.zh'

/** Words both fronts use. A front adds its own; keys must exist in both languages (words.test.ts). */
export default {
  brand: { name: '头雁', tagline: '乡村治理一本账' },
  language: { label: '语言', zh: '中文', en: 'English' },
  light: { none: '未定时限', green: '时限内', blue: '请留意', amber: '快到期', red: '已逾期' },
  common: {
    save: '保存', cancel: '取消', close: '关闭', back: '返回', edit: '修改', add: '添加', retry: '再试一次', more: '再看一些', search: '搜索', copy: '复制', copied: '已复制',
    print: '打印', download: '下载', loading: '正在读取…', none: '无', all: '全部', optional: '选填', reason: '理由', note: '说明', name: '姓名', place: '地方', day: '日期', phone: '电话',
    from: '自', to: '至', today: '今天', yesterday: '昨天', signIn: '登录', signOut: '退出登录', anonymous: '匿名', unknown: '不详', required: '请填写',
    saved: '已保存', demoBanner: '演示环境：人和事都是虚构的，请勿填写真实信息。',
  },
  error: {
    happened: '没有办成', requestId: '请求编号 {id}', kept: '您填写的内容还在，可以改过再试。', nothingLost: '已保存的内容没有变化。',
    code: codes,
  },
}
