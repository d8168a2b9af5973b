package duty

import (
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// OrderIn reads an order of supervision with the item it is about, for who may read that item. over tells that the actor watches over the
// item: only then is it theirs to write a notice of it.
func (s *Service) OrderIn(tx *db.ReadTx, id kernel.ID) (d *ItemDetail, o Order, over bool, err error) {
	gone := kernel.NotFound("order").With("id", id.String()) // of which item it is, others do not learn
	r := &orderRow{}
	if system(tx).Get(r, id) != nil {
		return nil, o, false, gone
	}
	v, err := s.look(tx, tx.Actor(), r.ItemID)
	if kernel.KindOf(err) == kernel.KindNotFound && err != nil {
		return nil, o, false, gone
	}
	if err != nil {
		return nil, o, false, err
	}
	if d, err = s.detail(tx, v); err != nil {
		return nil, o, false, err
	}
	who := tx.Actor()
	for _, x := range d.Orders {
		if x.ID == id {
			return d, x, can(who, PermOrder) && v.standing(who, PermOrder).over || who.Kind == kernel.ActorSystem, nil
		}
	}
	return nil, o, false, gone
}
