// Parts of Vant that the build imports by their names; vue-tsc refuses any other unknown component.
declare module 'vue' {
  export interface GlobalComponents {
    VanPullRefresh: (typeof import('vant'))['PullRefresh']
  }
}

export {}
